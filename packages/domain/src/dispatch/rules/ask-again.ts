interface Asked {
  rung: number;
  asked: readonly string[];
  declined: readonly string[];
}

/**
 * The rungs of a job that `by` has taken and gives back. Whoever was asked by then, and never passed, is asked once
 * more, with the next rung or as a last one: their yes may only have come too late, or the telephone rung too softly.
 */
export function askAgain<Contact extends { person: string }>(
  rungs: readonly (readonly Contact[])[],
  { rung, asked, declined }: Asked,
  by: string,
): Contact[][] {
  const next = rungs[rung + 1] ?? [];
  const isNext = (person: string) => next.some((one) => one.person === person);
  const earlier = new Map(
    rungs.slice(0, rung + 1).flatMap((people) => people.map((one) => [one.person, one])),
  );
  const again = [...earlier.values()].filter(
    ({ person }) => asked.includes(person) && !declined.includes(person) && person !== by && !isNext(person),
  );
  const widened = rungs.map((people) => [...people]);
  if (again.length > 0) widened[rung + 1] = [...next, ...again];
  return widened;
}
