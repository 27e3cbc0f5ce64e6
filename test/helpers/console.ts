/** Runs `act` and returns the console's warnings. */
export async function warningsOf(act: () => Promise<unknown>): Promise<string[]> {
  const console = window.console as {warn: (...args: unknown[]) => void};
  const {warn} = console;
  const logged: string[] = [];
  console.warn = (...args: unknown[]) => logged.push(args.join(' '));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return logged;
}
