import {
  type DomainContext,
  forBusiness,
  type JobName,
  listBusinessIds,
  type SystemContext,
} from '@afterhourfix/domain';

/** Goes round all businesses; the failure of one is told when the others have had their turn. */
export async function forEachBusiness(
  system: SystemContext,
  work: { name: JobName; run: (ctx: DomainContext) => Promise<unknown> },
): Promise<void> {
  const failures: unknown[] = [];
  for (const businessId of await listBusinessIds(system)) {
    try {
      await work.run(await forBusiness(system, businessId, { kind: 'job', name: work.name }));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${work.name} failed in ${failures.length} businesses`);
}
