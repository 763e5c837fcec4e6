import { createLogger, runUntilSignal } from '@afterhourfix/foundation';
import { readVoiceConfig } from './config.ts';
import { createVoiceServer } from './voice-server.ts';

await runUntilSignal(async () => {
  const config = readVoiceConfig();
  const log = createLogger({ name: 'voice', level: config.logLevel });
  const server = await createVoiceServer(config, { log });
  // A fault that no boundary caught is one call's; ending the process would be everybody's (decision 0008).
  process.on('uncaughtException', (error) => log.fatal({ err: error }, 'uncaught fault'));
  log.info({ port: server.port }, 'ready for calls');
  return server;
});
