import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, reportFindings } from './findings.ts';
import { PROJECT_ROOT } from './project-files.ts';

interface LockedPackage {
  version?: string;
  optionalDependencies?: Record<string, string>;
  [field: string]: unknown;
}

type LockedPackages = Record<string, LockedPackage>;

interface MissingPackage {
  name: string;
  version: string;
  /** Key in the lock file of the package that asks for it. */
  askedBy: string;
}

const SYSTEMS = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' ');
const PROCESSORS = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' ');
const C_LIBRARIES: Record<string, string> = { gnu: 'glibc', musl: 'musl' };

/** As Node resolves: beside the asking package, then in each folder above. */
function isLocked(packages: LockedPackages, askedBy: string, name: string): boolean {
  const parts = askedBy.split('/node_modules/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...folders].some(
    (folder) => packages[`${folder}${folder && '/'}node_modules/${name}`] !== undefined,
  );
}

/**
 * Optional packages that are asked for but not locked. npm leaves them out, without a word, when the registry of
 * the day has no such package for another platform; `npm ci` then refuses the lock file everywhere.
 */
export function listMissingPackages(packages: LockedPackages): MissingPackage[] {
  return Object.entries(packages).flatMap(([askedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, askedBy, name))
      .map(([name, version]) => ({ name, version, askedBy })),
  );
}

/** What npm would have locked, read from the name; null when the name does not tell the platform. */
export function toLockedPackage(
  { name, version }: MissingPackage,
  asking: LockedPackage,
): LockedPackage | null {
  const words = name.split(/[-/@.]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = Object.entries(C_LIBRARIES).flatMap(([word, library]) =>
    words.includes(word) ? [library] : [],
  );
  const isExact = /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
  if (!isExact || cpu.length === 0 || (os.length === 0 && !cpu.includes('wasm32'))) return null;
  return {
    version,
    cpu,
    ...(asking.dev === true ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

/** Adds the missing packages under their own names, in npm's order of keys. */
export function completePackages(packages: LockedPackages): LockedPackages {
  const added = listMissingPackages(packages).flatMap((missing) => {
    const locked = toLockedPackage(missing, packages[missing.askedBy] ?? {});
    return locked ? [[`node_modules/${missing.name}`, locked] as const] : [];
  });
  const sorted = [...Object.entries(packages), ...added].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return Object.fromEntries(sorted);
}

if (import.meta.main) {
  const path = join(PROJECT_ROOT, 'package-lock.json');
  const lock: { packages: LockedPackages } = JSON.parse(readFileSync(path, 'utf8'));
  if (process.argv.includes('--write')) {
    lock.packages = completePackages(lock.packages);
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  }
  const findings = listMissingPackages(lock.packages).map(({ name, version, askedBy }) =>
    failure('package-lock.json', `${askedBy} asks for ${name}@${version}: run \`npm run complete-lock\``),
  );
  reportFindings(findings, 'lock file');
}
