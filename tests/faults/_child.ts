/**
 * A process to meet faults in: `node _child.ts once COMMAND FOLDER` gives one command; `node _child.ts serve` reads one request a
 * line and answers each with one line, so that thousands of commands do not cost thousands of starts.
 */
import { createInterface } from 'node:readline';
import { EnvironmentError, UserError } from '../../src/contract/error.ts';
import { look } from './_check.ts';
import { give } from './_commands.ts';

export type Request =
  | { do: 'give'; command: string; root: string }
  | { do: 'look'; command: string; root: string; base: [string, string][] };

/** How a command ended. */
export interface Given {
  saved: string[];
  /** null: it went well. `inside`: with an error that no person is meant to see. */
  error: { text: string; outcome: string | null; inside: boolean } | null;
}

async function given(command: string, root: string): Promise<Given> {
  try {
    return { saved: (await give(command, root)).saved, error: null };
  } catch (error) {
    const inside = !(error instanceof UserError);
    const text = error instanceof Error ? (inside ? (error.stack ?? error.message) : error.message) : String(error);
    return {
      saved: [],
      error: { text, inside, outcome: error instanceof EnvironmentError ? (error.outcome ?? null) : null },
    };
  }
}

async function answer(request: Request): Promise<unknown> {
  if (request.do === 'give') return given(request.command, request.root);
  return look(request.root, new Map(request.base), request.command);
}

const [mode, command = '', root = ''] = process.argv.slice(2);
if (mode === 'once') process.stdout.write(`${JSON.stringify(await given(command, root))}\n`);
else
  for await (const line of createInterface({ input: process.stdin })) {
    const said = await answer(JSON.parse(line) as Request).catch((error: unknown) => ({
      crash: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }));
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
