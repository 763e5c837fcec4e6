import { holdMusic } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type AudioRefusal, readAudioFile } from './rules/read-audio-file.ts';

export interface HoldMusic {
  contentType: 'audio/wav' | 'audio/mpeg';
  bytes: Buffer;
}

export type SetHoldMusicResult = { ok: true } | { ok: false; refusal: AudioRefusal };

/** The owner's own music for callers who wait for a person: a WAV or MP3 of three seconds to four megabytes. */
export async function setHoldMusic(
  ctx: DomainContext,
  { file }: { file: Uint8Array },
): Promise<SetHoldMusicResult> {
  const read = readAudioFile(file);
  if (!read.ok) return read;
  const music = { contentType: read.contentType, bytes: Buffer.from(file), createdAt: ctx.clock.now() };
  await ctx.db.transaction((tx) =>
    tx
      .insert(holdMusic)
      .values({ businessId: ctx.business.id, ...music })
      .onConflictDoUpdate({ target: holdMusic.businessId, set: music }),
  );
  return { ok: true };
}

/** Ours is played again. */
export async function removeHoldMusic(ctx: DomainContext): Promise<void> {
  await ctx.db.transaction((tx) => tx.delete(holdMusic).where(eq(holdMusic.businessId, ctx.business.id)));
}

/** Null when the owner has given none. */
export async function findHoldMusic(ctx: DomainContext): Promise<HoldMusic | null> {
  const [found] = await ctx.db.transaction((tx) =>
    tx
      .select({ contentType: holdMusic.contentType, bytes: holdMusic.bytes })
      .from(holdMusic)
      .where(eq(holdMusic.businessId, ctx.business.id)),
  );
  return found ?? null;
}
