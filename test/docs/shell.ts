import {existsSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {demo} from '../../src/cli/demo/command.js';
import {sandbox} from '../../src/cli/sandbox/command.js';
import {root} from '../helpers/packed-example.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

const own = readManifest(root);
const packages = [own.name, ...Object.keys({...own.dependencies, ...own.peerDependencies, ...own.devDependencies})];
const tarball = `${own.name}-${own.version}.tgz`;
const usages: Readonly<Record<string, string>> = {demo: demo.usage, sandbox: sandbox.usage};

/** Where a command runs: the folder in this repository, or null in a project of the reader. */
interface Place {
  folder: string | null;
  /** The folders of the repository that the reader has copied, by the name of the copy. */
  readonly copies: Map<string, string>;
}

/** Commands whose arguments are checked. Each returns its errors. */
const checks: Readonly<Record<string, (args: readonly string[], place: Place, page: string) => string[]>> = {
  cd(args, place) {
    const path = args[0] ?? '';
    const folder = place.copies.get(path) ?? join(place.folder ?? root, path);
    place.folder = existsSync(folder) ? folder : null;
    // A path into the repository has to exist. Other folders are the reader's.
    return path.startsWith('examples/') && place.folder === null ? [`there is no folder ${path}`] : [];
  },
  cp(args, {copies}) {
    const [from = '', to = ''] = args.slice(-2);
    const folder = join(root, from.replace(`node_modules/${own.name}/`, ''));
    copies.set(to, folder);
    return existsSync(folder) ? [] : [`the package has no ${from}`];
  },
  npm([command = '', ...args], {folder}) {
    if (command === 'ci' || command === 'pack' || command === 'init') return [];
    if (command === 'install') return args.flatMap(argument => checkPackage(argument));
    const script = command === 'run' ? (args[0] ?? '') : command;
    if (folder === null) return [`npm ${command} runs in a folder that is not in the repository`];
    return Object.hasOwn(readManifest(folder).scripts, script) ? [] : [`there is no script ${script}`];
  },
  npx([program = '', command = '', ...args]) {
    if (program !== own.name) {
      return existsSync(join(root, 'node_modules', '.bin', program))
        ? []
        : [`no dependency has the program ${program}`];
    }
    const usage = usages[command];
    if (usage === undefined) return [`${program} has no command ${command}`];
    const named = args.filter(argument => argument.startsWith('-'));
    return named.filter(option => !usage.includes(`${option} `)).map(option => `${command} has no option ${option}`);
  },
  node: checkFile,
  python3: checkFile,
  curl(args) {
    const body = args[args.indexOf('-d') + 1];
    if (!args.includes('-d') || body === undefined) return [];
    return isJson(body) ? [] : [`the body is not JSON: ${body}`];
  },
};

/**
 * Checks the commands of a block: scripts, files, folders, programs and options have to exist.
 * @param page the page of the block. Its folder is tried for files, too.
 * @returns the errors
 */
export function checkShell(code: string, page: string): string[] {
  const place: Place = {folder: root, copies: new Map()};
  const lines = code.replaceAll(/\\\n/g, ' ').split('\n');
  const commands = lines
    .filter(line => line.trim() && !line.trim().startsWith('#'))
    .flatMap(line => line.split(' && '));
  return commands.flatMap(command => {
    const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(match => match.slice(1).find(Boolean) ?? '');
    const [name = '', ...args] = words.slice(words.findIndex(word => !/^[A-Z_]+=/.test(word)));
    return checks[name]?.(args, place, page) ?? [`the command ${name} is not known`];
  });
}

function checkPackage(argument: string): string[] {
  if (argument.startsWith('-')) return [];
  if (argument.endsWith('.tgz')) {
    return basename(argument) === tarball ? [] : [`npm pack makes ${tarball}, not ${basename(argument)}`];
  }
  return packages.includes(argument) ? [] : [`${argument} is not a dependency`];
}

function checkFile([path = '']: readonly string[], {folder}: Place, page: string): string[] {
  const folders = [folder ?? root, join(root, dirname(page))];
  return folders.some(one => existsSync(join(one, path))) ? [] : [`there is no file ${path}`];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
