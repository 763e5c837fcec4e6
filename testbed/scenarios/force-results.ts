import type { VoiceOverrides } from '@afterhourfix/voice';
import { toVocabulary } from './product-tools.ts';
import type { Scenario } from './scenario-file.ts';

type ToolOverride = NonNullable<VoiceOverrides['overrideTool']>;
type Overrides = Scenario['context']['toolOverrides'];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ForcedResults {
  override: ToolOverride;
  /** Tools of the scenario that the agent does not have. */
  listUnknown(): string[];
}

/** The first results of a tool are the scenario's, whatever it is asked; behind them it works again. */
export function forceResults(overrides: Overrides): ForcedResults {
  const waiting = new Map(Object.entries(overrides).map(([name, results]) => [name, [...results]]));
  const known = new Set<string>();
  return {
    override(tool) {
      const name = toVocabulary(tool.name);
      known.add(name);
      const results = waiting.get(name);
      if (!results) return tool;
      return {
        ...tool,
        async run(input, context) {
          if (results.length === 0) return tool.run(input, context);
          const result = results.shift();
          return { result: isObject(result) ? result : { result }, effect: null };
        },
      };
    },
    listUnknown: () => [...waiting.keys()].filter((name) => !known.has(name)),
  };
}
