import { defineConfig } from 'vitest/config';

/**
 * Two groups. `unit` runs two files at a time. `services` (files named *.service.test.ts) starts browsers, site builds,
 * servers or whole commands and mostly waits for them: two files at a time too, with long limits, after the others.
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
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/**/*.service.test.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
