import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { type Finding, failure, reportFindings } from './findings.ts';
import { isCode, listProjectFiles, PROJECT_ROOT } from './project-files.ts';

const FOLDERS = ['apps', 'packages', 'testbed', 'scripts'];

interface ImportLaw {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
}

export function readImportLaw(): ImportLaw {
  return createRequire(import.meta.url)('../.dependency-cruiser.cjs');
}

/** Holds every module below `root` against the import law. */
export async function cruiseProject(root: string): Promise<ICruiseResult> {
  const law = readImportLaw();
  const folders = FOLDERS.filter((folder) =>
    listProjectFiles(root).some(({ path }) => path.startsWith(`${folder}/`)),
  );
  const { output } = await cruise(folders, {
    ...law.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: law.forbidden },
  });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  return output;
}

export function listViolations(result: ICruiseResult): Finding[] {
  return result.summary.violations.map((violation) => {
    const cycle = 'cycle' in violation ? violation.cycle.map((step) => step.name).join(' → ') : undefined;
    return failure(violation.from, `${violation.rule.name}: → ${cycle ?? violation.to}`);
  });
}

/** A relative path into another workspace goes round its package.json#exports; the rules see only where it ends. */
export function listRelativeCrossings(result: ICruiseResult): Finding[] {
  return result.modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ module, couldNotResolve }) => module.startsWith('.') && !couldNotResolve)
      .filter(({ resolved }) => workspaceOf(resolved) !== workspaceOf(source))
      .map(({ module }) => failure(source, `relative path into another workspace: ${module}`)),
  );
}

/** `packages/domain` of a file below it; the first folder alone where that is the workspace. */
function workspaceOf(path: string): string {
  const [folder = '', name = ''] = path.split('/');
  return folder === 'apps' || folder === 'packages' ? `${folder}/${name}` : folder;
}

/** Without its parser dependency-cruiser reads nothing and calls that "no violations": so each file must be there. */
export function listUnreadFiles(result: ICruiseResult, codePaths: readonly string[]): Finding[] {
  const read = new Set(
    result.modules.filter((module) => !module.couldNotResolve).map((module) => module.source),
  );
  return codePaths.filter((path) => !read.has(path)).map((path) => failure(path, 'was not read'));
}

/** A parser that reads files but sees no imports in them would be just as silent. */
export function listBlindWorkspaces(result: ICruiseResult, workspaces: readonly string[]): Finding[] {
  return workspaces
    .filter((workspace) => {
      const modules = result.modules.filter((module) => module.source.startsWith(`${workspace}/`));
      return modules.length > 1 && modules.every((module) => module.dependencies.length === 0);
    })
    .map((workspace) => failure(workspace, 'no import was seen in any of its modules'));
}

async function main() {
  const codePaths = listProjectFiles()
    .map(({ path }) => path)
    .filter((path) => isCode(path) && FOLDERS.some((folder) => path.startsWith(`${folder}/`)));
  const workspaces = [...new Set(codePaths.map(workspaceOf))];
  const result = await cruiseProject(PROJECT_ROOT);
  for (const workspace of workspaces) {
    const modules = result.modules.filter((module) => module.source.startsWith(`${workspace}/`));
    const imports = modules.reduce((sum, module) => sum + module.dependencies.length, 0);
    console.log(`${workspace}: ${modules.length} modules, ${imports} imports`);
  }
  reportFindings(
    [
      ...listViolations(result),
      ...listRelativeCrossings(result),
      ...listUnreadFiles(result, codePaths),
      ...listBlindWorkspaces(result, workspaces),
    ],
    `import law of ${readImportLaw().forbidden.length} rules`,
  );
}

if (import.meta.main) await main();
