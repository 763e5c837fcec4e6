import { runUntilSignal } from '@afterhourfix/foundation';
import { createApiServer } from './api-server.ts';
import { readApiConfig } from './config.ts';

await runUntilSignal(() => createApiServer(readApiConfig()));
