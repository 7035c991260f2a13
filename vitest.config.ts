import { defineConfig } from 'vitest/config';
import { LongFirst } from './tests/setup/sequence.ts';

/**
 * Three groups, three files at a time over all: what waits for a server or a browser leaves the two cores to the others.
 * `services` (files named *.service.test.ts) starts browsers, site builds, servers or whole commands. It goes first, and the
 * many short files of `unit` fill up the end. The files of a group share processes, one a lane, that keep what they loaded
 * and a browser: loading it anew for each file was three fifths of the time. So a test leaves no trace in its process; one that
 * asks what is left in its process has a process of its own (`alone`, files named *.alone.test.ts).
 *
 * The limits are more than ten times what the slowest test of a group takes on a quiet machine: a limit ends a test that
 * hangs, and says nothing about speed, which `npm run bench` measures.
 *
 * The machine's own zone and git identity are made useless on purpose: the contract's zone is a setting, and what git
 * needs is given at each call, so a test that passes here does not lean on the machine.
 */
const env = {
  TZ: 'America/St_Johns',
  LANG: 'C.UTF-8',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  OPSLEDGER_WORKSPACE: '',
  OPSLEDGER_ENV_FILE: '',
  // Messages name the command as it was typed: here it was not, whatever started the tests.
  npm_lifecycle_event: '',
};

export default defineConfig({
  test: {
    pool: 'forks',
    allowOnly: false,
    passWithNoTests: false,
    env,
    expect: { poll: { timeout: 180_000 } },
    globalSetup: 'tests/setup/temporary.ts',
    setupFiles: ['tests/support/put-away.ts', 'tests/support/story-times.ts', 'tests/support/same-draws.ts'],
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    // Node reads what it reads outside of tests, too: Vite would turn each file into another first, and hand it to each lane.
    experimental: { viteModuleRunner: false },
    // Most of what a test makes is forgotten at once: a young generation of a few megabytes is a fifth of the time.
    execArgv: ['--min-semi-space-size=32'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{service,alone}.test.ts'],
          isolate: false,
          testTimeout: 200_000,
          hookTimeout: 200_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/**/*.service.test.ts'],
          isolate: false,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ['tests/**/*.alone.test.ts'], testTimeout: 900_000, hookTimeout: 900_000 },
      },
    ],
  },
});
