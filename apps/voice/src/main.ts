import { runUntilSignal } from '@afterhourfix/foundation';
import { readVoiceConfig } from './config.ts';
import { createVoiceServer } from './voice-server.ts';

await runUntilSignal(() => createVoiceServer(readVoiceConfig()));
