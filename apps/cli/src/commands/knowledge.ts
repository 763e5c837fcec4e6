import { listArticles, publishArticle, removeArticle } from '@afterhourfix/domain';
import { ArticleId } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineCommand, NOTHING } from '../command.ts';

export const KNOWLEDGE_COMMANDS = {
  'publish-article': defineCommand({
    summary: 'what the agent may answer from; the same title replaces',
    input: z.strictObject({
      title: z.string(),
      body: z.string(),
      language: z.enum(['en', 'es']).default('en'),
    }),
    run: ({ ctx, input }) => publishArticle(ctx, input),
  }),
  'list-articles': defineCommand({
    summary: 'all articles, with those that read like instructions marked',
    input: NOTHING,
    run: ({ ctx }) => listArticles(ctx),
  }),
  'remove-article': defineCommand({
    summary: 'the agent knows it no more',
    input: z.strictObject({ articleId: ArticleId }),
    async run({ ctx, input }) {
      await removeArticle(ctx, input);
      return { ok: true };
    },
  }),
};
