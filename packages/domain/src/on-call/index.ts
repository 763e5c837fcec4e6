export { listAway } from './list-away.ts';
export { readOnCall, readStretches } from './read-on-call.ts';
export {
  type Department,
  type DepartmentGap,
  type DutyInput,
  listDepartments,
  listRota,
  listRotaGaps,
  overrideDuty,
  setDepartment,
  setRota,
  swapDuties,
} from './rota.ts';
export {
  type ExportedDuty,
  exportRota,
  type ImportRotaResult,
  importRota,
} from './rota-calendar.ts';
export { listOnCallAt } from './rules/on-call-at.ts';
export { watchRota } from './watch-rota.ts';
