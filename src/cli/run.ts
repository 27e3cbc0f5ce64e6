import {UsageError, type Command} from './command.js';

interface Entry {
  readonly summary: string;
  /** The code of a command is loaded only when it runs. */
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  demo: {
    summary: 'serves a page with broken connections to repair, with its backend and the sandbox',
    load: async () => (await import('./demo/command.js')).demo,
  },
  sandbox: {
    summary: 'starts offline stand-ins for bank aggregators, for your own pages and tests',
    load: async () => (await import('./sandbox/command.js')).sandbox,
  },
};

const width = Math.max(...Object.keys(commands).map(name => name.length));

const usage = `Usage: bank-reconnect COMMAND [options]

${Object.entries(commands)
  .map(([name, {summary}]) => `  ${name.padEnd(width)}  ${summary}`)
  .join('\n')}

bank-reconnect COMMAND --help lists the options. No command needs an account or a network.`;

/** The exit code for an invalid command line. */
const USAGE_ERROR = 2;

/**
 * Runs the command line. Resolves when the command has ended or its servers listen. An error sets the exit code of the
 * process.
 * @param args the arguments after the program's name
 * @param elementFolder the folder of the built element
 */
export async function runCli(args: readonly string[], elementFolder: string): Promise<void> {
  const [name = '', ...rest] = args;
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    if (name === '--help') console.log(usage);
    else fail(`Unknown command: ${name || '(none)'}\n\n${usage}`, USAGE_ERROR);
    return;
  }
  const command = await entry.load();
  if (rest.includes('--help')) {
    console.log(command.usage);
    return;
  }
  try {
    await command.run(rest, elementFolder);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) fail(`${message}\n\n${command.usage}`, USAGE_ERROR);
    else fail(message, 1);
  }
}

function fail(message: string, exitCode: number): void {
  console.error(message);
  process.exitCode = exitCode;
}
