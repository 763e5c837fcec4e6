export type { TextMessages } from '../messages/index.ts';
