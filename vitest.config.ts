import { defineConfig } from 'vitest/config';

/**
 * Two groups. `unit` runs two files at a time, in two processes that keep what they loaded: loading it anew for each file
 * was three fifths of the time. So a unit test leaves no trace in its process. `services` (files named *.service.test.ts)
 * starts browsers, site builds, servers or whole commands and mostly waits for them: two files at a time too, after the
 * others, each in a process of its own.
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
};

export default defineConfig({
  test: {
    pool: 'forks',
    allowOnly: false,
    passWithNoTests: false,
    env,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.service.test.ts'],
          maxWorkers: 2,
          isolate: false,
          testTimeout: 200_000,
          hookTimeout: 200_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/**/*.service.test.ts'],
          maxWorkers: 2,
          testTimeout: 900_000,
          hookTimeout: 900_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
