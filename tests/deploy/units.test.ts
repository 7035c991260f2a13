/** systemd units, Kubernetes CronJobs and their image: what they start exists, and nothing of it may do more than it must. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { opsledgerHere } from '../support/command-here.ts';

const root = join(import.meta.dirname, '../..');
const units = join(root, 'deploy/systemd');
const names = readdirSync(units);
const read = (name: string): string => readFileSync(join(units, name), 'utf8');

/** Fails when the command or one of its options does not exist. */
async function expectKnown(command: readonly string[]): Promise<void> {
  const [program = '', ...words] = command;
  expect(program).toMatch(/^(\/opt\/opsledger\/)?src\/opsledger\.sh$/);
  const options = words.filter((word) => word.startsWith('--'));
  const [name = ''] = words;
  const { stdout: help } = await opsledgerHere([name, '--help']);
  expect(help).toContain(`opsledger ${name}`);
  for (const option of options) expect(help, `${name} ${option}`).toContain(option);
}

describe('systemd', () => {
  const services = names.filter((name) => name.endsWith('.service'));

  it.each(services)('%s starts a command that exists', async (name) => {
    const command = /^ExecStart=(.*)$/m.exec(read(name))?.[1]?.split(' ') ?? [];
    await expectKnown(command);
    expect(command).toContain('/srv/opsledger/%i');
  });

  it.each(services)('%s runs as nobody special and writes to its workspace alone', (name) => {
    const text = read(name);
    expect(text).toMatch(/^User=opsledger$/m);
    for (const line of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'PrivateTmp=yes',
      'CapabilityBoundingSet=',
    ]) {
      expect(text.split('\n'), line).toContain(line);
    }
    const paths = (/^ReadWritePaths=(.*)$/m.exec(text)?.[1] ?? '').split(' ');
    expect(paths.filter((path) => !/^(\/srv\/opsledger\/%i|-\/opt\/opsledger\/\.(cache|astro))$/.test(path))).toEqual(
      [],
    );
  });

  it('every timer has its service, and follows the contract’s time', () => {
    const timers = names.filter((name) => name.endsWith('.timer'));
    expect(timers.length).toBeGreaterThan(1);
    for (const timer of timers) {
      expect(services).toContain(timer.replace('.timer', '.service'));
      expect(read(timer)).toMatch(/^OnCalendar=.* Asia\/Shanghai$/m);
      expect(read(timer)).toContain('Persistent=true');
    }
  });

  it('finds nothing wrong with them, by its own tool', () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-units-'));
    try {
      // The tool asks for the programs too: here they stand where this checkout has them.
      const instances = names.map((name) => name.replace('@.', '@workspace.'));
      for (const name of names) {
        const text = read(name)
          .replaceAll('/opt/opsledger', root)
          .replace(/^(User|Group)=opsledger$/gm, '$1=root');
        writeFileSync(join(folder, name), text);
      }
      const paths = instances.map((name) => join(folder, name));
      // What it does not know it only mentions, with exit code 0.
      const { stdout, stderr, error } = spawnSync(
        'systemd-analyze',
        ['verify', '--man=no', '--recursive-errors=no', ...paths],
        {
          encoding: 'utf8',
        },
      );
      expect(error, 'Debian package systemd').toBeUndefined();
      expect((stdout + stderr).split('\n').filter((line) => line.includes('opsledger'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

interface CronJob {
  kind: string;
  metadata: { name: string };
  spec: {
    schedule: string;
    timeZone: string;
    concurrencyPolicy: string;
    jobTemplate: { spec: { backoffLimit: number; template: { spec: PodSpec } } };
  };
}
interface PodSpec {
  restartPolicy: string;
  automountServiceAccountToken: boolean;
  securityContext: { runAsNonRoot: boolean };
  containers: {
    command: string[];
    args?: string[];
    securityContext: {
      allowPrivilegeEscalation: boolean;
      readOnlyRootFilesystem: boolean;
      capabilities: { drop: string[] };
    };
    volumeMounts: { name: string; mountPath: string }[];
  }[];
  volumes: { name: string }[];
}

describe('the image', () => {
  const text = readFileSync(join(root, 'deploy/kubernetes/Dockerfile'), 'utf8');
  const copied = [...text.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
  const lines = (path: string): string[] =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

  it('is given what is named, and of that nothing else is sent to the builder', () => {
    const top = new Set(copied.map((path) => path.split('/')[0] ?? ''));
    expect(lines('.dockerignore')[0]).toBe('*');
    expect(lines('.dockerignore').slice(1).toSorted()).toEqual([...top].map((name) => `!${name}`).sort());
    // What git does not keep is somebody's: a workspace, accounts, secrets; what it keeps for developers no run needs.
    const kept = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    for (const path of copied)
      expect(
        kept.some((one) => one === path || one.startsWith(path)),
        path,
      ).toBe(true);
    const strangers = ['', '.', '.git', '.cache', 'workspace', 'node_modules', 'tests', 'bench', 'deploy', '.env'];
    expect(strangers.filter((name) => top.has(name))).toEqual([]);
    expect(copied.filter((path) => /[*?[]|\.\./.test(path))).toEqual([]);
    expect(text).toContain('npm ci --omit=dev');
  });

  it('can do with it what it starts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-image-'));
    try {
      for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      const [program = ''] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(text)?.[1] ?? '[]') as string[];
      const run = (...args: string[]): string =>
        execFileSync(program.replace('/opt/opsledger', folder), args, { cwd: folder, encoding: 'utf8' });
      run('init', join(folder, 'w'), '--blank');
      expect(run('verify', '--workspace', join(folder, 'w'))).toContain('没有发现问题');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Kubernetes', () => {
  const folder = join(root, 'deploy/kubernetes');
  const documents = (file: string): unknown[] =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((one) => {
      expect(one.errors).toEqual([]);
      return one.toJS();
    });
  const jobs = documents('base/cronjobs.yaml') as CronJob[];

  it('has a round and a verification for each contract, in the contract’s time, never two at once', () => {
    expect(jobs.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['CronJob', 'round'],
      ['CronJob', 'verify'],
    ]);
    for (const { spec } of jobs) {
      expect(spec).toMatchObject({ timeZone: 'Asia/Shanghai', concurrencyPolicy: 'Forbid' });
      expect(spec.jobTemplate.spec.backoffLimit).toBe(0);
    }
  });

  it('starts commands that exist', async () => {
    for (const { spec } of jobs) {
      for (const { command, args } of spec.jobTemplate.spec.template.spec.containers) {
        await expectKnown(args === undefined ? command : ((args[0] ?? '').split(';')[0]?.trim().split(' ') ?? []));
      }
    }
  });

  it('calls what needs attention done, and a failure a failure', () => {
    const [script = ''] = jobs[0]?.spec.jobTemplate.spec.template.spec.containers[0]?.args ?? [];
    const run = (code: number): number => {
      const shell = script.replace(/^[^;]*;/, `(exit ${code});`);
      try {
        execFileSync('/bin/sh', ['-c', shell], { stdio: 'pipe' });
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect([0, 1, 2, 3].map(run)).toEqual([0, 0, 2, 3]);
  });

  it('gives a job no more than it needs', () => {
    for (const { spec } of jobs) {
      const pod = spec.jobTemplate.spec.template.spec;
      expect(pod).toMatchObject({ restartPolicy: 'Never', automountServiceAccountToken: false });
      expect(pod.securityContext.runAsNonRoot).toBe(true);
      for (const one of pod.containers) {
        expect(one.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        const volumes = pod.volumes.map(({ name }) => name);
        expect(one.volumeMounts.length).toBeGreaterThan(0);
        expect(one.volumeMounts.filter(({ name }) => !volumes.includes(name))).toEqual([]);
      }
    }
  });

  it('lists every contract once, each with a prefix of its own', () => {
    const contracts = readdirSync(join(folder, 'contracts'));
    const [all] = documents('kustomization.yaml') as { resources: string[] }[];
    expect(all?.resources.toSorted()).toEqual(contracts.map((name) => `contracts/${name}`).sort());
    const prefixes = contracts.map(
      (name) => (documents(`contracts/${name}/kustomization.yaml`)[0] as { namePrefix: string }).namePrefix,
    );
    expect(new Set(prefixes).size).toBe(contracts.length);
    for (const prefix of prefixes) expect(prefix).toMatch(/^[a-z0-9-]+-$/);
  });
});
