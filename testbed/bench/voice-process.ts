import { createVoiceServer } from '@afterhourfix/voice';
import { readVoiceConfig } from '@afterhourfix/voice/config';
import { serveDesk } from './child-desk.ts';
import { measuredDesk } from './measured-desk.ts';

const voiceDesk = {
  ...measuredDesk,
  /** Boots the server as `main.ts` does. */
  async start(): Promise<number> {
    const server = await createVoiceServer(readVoiceConfig(process.env));
    process.on('SIGTERM', () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));
    return server.port;
  },
};
export type VoiceDesk = typeof voiceDesk;
serveDesk(voiceDesk);
