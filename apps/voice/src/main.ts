import { awaitShutdownSignal } from '@afterhourfix/foundation';
import { readVoiceConfig } from './config.ts';
import { createVoiceServer } from './voice-server.ts';

const server = await createVoiceServer(readVoiceConfig(process.env));
await awaitShutdownSignal();
await server.drain();
await server[Symbol.asyncDispose]();
