import type { CallRecord, ToolUse } from '../call-record.ts';
import type { Expectation } from '../scenario-file.ts';
import { type Finding, found, unless } from './finding.ts';
import { listUses, matchesArguments } from './tool-uses.ts';

export function judgeTools(expect: Expectation, { tools }: CallRecord): Finding[] {
  return [
    ...expect.mustCallTools.map(({ name, argsMatch }) =>
      found(nameUse(name, argsMatch), explainMissing(tools, { name, argsMatch }), [name]),
    ),
    ...expect.mustNotCallTools.map((name) =>
      found(`mustNotCall ${name}`, unless(listUses(tools, name).length === 0, 'was called')),
    ),
    ...expect.toolOrder.map(([first, second]) =>
      found(`${first} before ${second}`, explainOrder(tools, first, second), [first, second]),
    ),
  ];
}

const nameUse = (name: string, argsMatch: object | undefined): string =>
  `mustCall ${name}${argsMatch ? ` ${JSON.stringify(argsMatch)}` : ''}`;

function explainMissing(
  tools: readonly ToolUse[],
  { name, argsMatch = {} }: { name: string; argsMatch: Record<string, unknown> | undefined },
): string | null {
  const uses = listUses(tools, name);
  if (uses.length === 0) return 'was not called';
  if (uses.some((use) => matchesArguments(argsMatch, use.arguments))) return null;
  return `was called with ${JSON.stringify(uses.at(-1)?.arguments)}`;
}

function explainOrder(tools: readonly ToolUse[], first: string, second: string): string | null {
  const at = (name: string) => listUses(tools, name)[0]?.at.getTime() ?? null;
  const [firstAt, secondAt] = [at(first), at(second)];
  if (firstAt === null || secondAt === null) return `${firstAt === null ? first : second} was not called`;
  return unless(firstAt <= secondAt, 'came after it');
}

export function judgeTransfer({ transfer }: Expectation, { tools }: CallRecord): Finding {
  const uses = listUses(tools, 'transfer_call');
  const { target } = transfer;
  if (!transfer.allowed)
    return found('transfer', unless(uses.length === 0, 'transferred, which is not allowed'));
  if (!transfer.required) return found('transfer', null);
  const isMet = uses.some((use) => target === null || use.arguments.target === target);
  return found('transfer', unless(isMet, `nobody was transferred to ${target ?? 'a person'}`), [
    'transfer_call',
  ]);
}
