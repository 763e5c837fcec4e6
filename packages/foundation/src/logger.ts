import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { toErrorFields } from './error-fields.ts';

/** Speech, tool arguments and digits are personal data: they go into rows, never into log messages. */
export type Logger = PinoLogger;

/** JSON lines on standard output, or on `destination`. */
export function createLogger(options: {
  name: string;
  level?: string;
  destination?: DestinationStream;
}): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? 'info',
    serializers: { err: (error: unknown) => toErrorFields(error) },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** Says nothing; for pure tests that need a logger-shaped argument. */
export const silentLogger: Logger = pino({ level: 'silent' });
