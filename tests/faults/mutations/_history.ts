/** The history of the repository turned back and written again, as far as whoever holds all of the server can do it. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keyFolder } from '../../../src/archive/log/keys.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { filesBelow, git, put } from './_ground.ts';
import { type Attack, filesOf, literally, type Mark, NotHere, pick, type Scene } from './_scene.ts';

/** Files of the log, with the bytes that they have. */
const logOf = (root: string): (readonly [string, Buffer])[] =>
  filesBelow(root, 'archive/log', 'archive/log-salts').map((path) => [path, readFileSync(join(root, path))]);

function layLog(root: string, files: readonly (readonly [string, Buffer])[]): void {
  for (const folder of ['archive/log', 'archive/log-salts'])
    rmSync(join(root, folder), { recursive: true, force: true });
  for (const [path, bytes] of files) put(root, path, bytes);
  git(root, ['add', '-A', '-f', 'archive']);
  git(root, ['commit', '-q', '--allow-empty', '-m', '存证：1 条']);
}

/** Nothing is left of what came after. */
function forget(root: string): void {
  for (const path of ['.git/ORIG_HEAD', '.git/logs']) rmSync(join(root, path), { recursive: true, force: true });
}

/** What a file becomes on the way: other bytes, or nothing; undefined: as it was. */
type Alter = (path: string, blob: string) => string | null | undefined;

interface Replayed {
  /** Which commits are left out, by their place. */
  skips?(place: number, count: number): boolean;
  /** Seconds since 1970 that a commit claims to be made at. */
  madeAt?(seconds: number, place: number): number;
  alters?: Alter;
}

/** Everything after a mark is committed once more, without the log. @returns how many commits there were */
function replay(root: string, from: Mark, how: Replayed): number {
  const stream = Buffer.from(
    git(root, ['fast-export', '--no-data', '--reencode=no', `${from.commit}..refs/heads/main`]),
    'utf8',
  ).toString('latin1');
  const count = stream.match(/^commit /gm)?.length ?? 0;
  let made = '';
  let place = -1;
  let parent = from.commit;
  let mark = 0;
  for (const [, head = '', body = ''] of stream.matchAll(
    /^(commit [\s\S]*?\ndata )([\s\S]*?)(?=\ncommit |\nreset |$(?![\s\S]))/gm,
  )) {
    place += 1;
    if (how.skips?.(place, count) === true) continue;
    const length = Number.parseInt(body, 10);
    const start = body.indexOf('\n') + 1;
    const message = body.slice(start, start + length);
    const ops = body
      .slice(start + length)
      .split('\n')
      .filter((line) => /^[MD] /.test(line));
    const who = head.split('\n').filter((line) => /^(?:author|committer) /.test(line));
    const signed = who.map((line) =>
      line.startsWith('committer ') && how.madeAt !== undefined
        ? line.replace(
            /(\d+)( [+-]\d{4})$/,
            (_, seconds: string, zone: string) => `${how.madeAt?.(Number(seconds), place)}${zone}`,
          )
        : line,
    );
    const kept = ops.flatMap((line) => {
      const [, mode = '', blob = '', path = ''] = /^M (\d+) ([0-9a-f]+) (.*)$/.exec(line) ?? [];
      const named = path === '' ? line.slice(2) : path;
      if (/^archive\/log(?:-salts)?\//.test(named)) return [];
      if (path === '') return [line];
      const now = how.alters?.(path, blob);
      return now === null ? [] : [`M ${mode} ${now ?? blob} ${path}`];
    });
    mark += 1;
    made += `commit refs/heads/again\nmark :${mark}\n${signed.join('\n')}\ndata ${length}\n${message}\nfrom ${parent}\n${kept.map((line) => `${line}\n`).join('')}\n`;
    parent = `:${mark}`;
  }
  if (mark === 0) git(root, ['update-ref', 'refs/heads/again', from.commit]);
  else
    git(root, ['fast-import', '--quiet', '--force'], {
      input: Buffer.from(`feature done\n${made}done\n`, 'latin1').toString('utf8'),
    });
  git(root, ['update-ref', 'refs/heads/main', 'refs/heads/again']);
  git(root, ['update-ref', '-d', 'refs/heads/again']);
  git(root, ['reset', '-q', '--hard']);
  git(root, ['clean', '-q', '-f', '-d', 'archive', 'records', 'evidence']);
  return count;
}

const store = (root: string, bytes: Buffer | string): string => {
  put(root, '.opsledger/altered', bytes);
  const blob = git(root, ['hash-object', '-w', '--no-filters', '.opsledger/altered']);
  rmSync(join(root, '.opsledger/altered'));
  return blob;
};

/** Files that commits after the mark brought, below a folder. */
const broughtSince = (root: string, { commit }: Mark, folder: string, filter = 'A'): string[] =>
  git(root, ['diff', '--name-only', '--no-renames', `--diff-filter=${filter}`, commit, 'HEAD', '--', folder])
    .split('\n')
    .filter(Boolean);

type Alteration = (scene: Scene, from: Mark) => Replayed;

/** A document with other content, and a manifest that agrees. */
const otherDocument: Alteration = ({ root, random }, from) => {
  const path = pick(
    broughtSince(root, from, 'archive').filter((one) => /\.(?:pdf|html|xlsx)$/.test(one)),
    random,
  );
  const manifest = `${dirname(path)}/manifest.json`;
  const old = readFileSync(join(root, path));
  const bytes = Buffer.concat([old.subarray(0, -1), Buffer.from([(old.at(-1) ?? 0) ^ 1])]);
  const digest = (of: Buffer, algorithm: string) => createHash(algorithm).update(of).digest('hex');
  let text = readFileSync(join(root, manifest), 'utf8');
  for (const one of ['sha256', 'sm3']) text = text.replaceAll(digest(old, one), digest(bytes, one));
  const made = new Map([
    [path, store(root, bytes)],
    [manifest, store(root, text)],
  ]);
  return { alters: (one) => made.get(one) };
};

/** A record that says something else. */
const otherRecord: Alteration = ({ root, random }, from) => {
  const path = pick(broughtSince(root, from, 'records'), random);
  const text = readFileSync(join(root, path), 'utf8');
  const places = [...text.matchAll(/[0-9](?=,?\n)/g)].map(({ index }) => index);
  const place = pick(places, random);
  const blob = store(root, `${text.slice(0, place)}${(Number(text[place]) + 1) % 10}${text.slice(place + 1)}`);
  return { alters: (one) => (one === path ? blob : undefined) };
};

/** A record that was never there. */
const noRecord: Alteration = ({ root, random }, from) => {
  const path = pick(broughtSince(root, from, 'records'), random);
  return { alters: (one) => (one === path ? null : undefined) };
};

/** The records that make a document void. */
const voidsSince: (root: string, from: Mark) => string[] = (root, from) =>
  broughtSince(root, from, 'records/signoff').filter((path) =>
    /^\s*"?action"?: "?void"?,?$/m.test(readFileSync(join(root, path), 'utf8')),
  );

/** A document that was made void and counts again. */
const noVoid: Alteration = ({ root, random }, from) => {
  const path = pick(voidsSince(root, from), random);
  return { alters: (one) => (one === path ? null : undefined) };
};

/** A document that was made void by another reason. */
const otherVoid: Alteration = ({ root, random }, from) => {
  const path = pick(voidsSince(root, from), random);
  const blob = store(root, readFileSync(join(root, path), 'utf8').replace(/(reason"?: "?)/, '$1并非如此：'));
  return { alters: (one) => (one === path ? blob : undefined) };
};

/** A document that was never issued. */
const noDocument: Alteration = ({ root, random }, from) => {
  const folder = dirname(
    pick(
      broughtSince(root, from, 'archive').filter((one) => one.endsWith('/manifest.json')),
      random,
    ),
  );
  return { alters: (one) => (one.startsWith(`${folder}/`) ? null : undefined) };
};

const noCommits: Alteration = ({ random }) => {
  const from = random();
  // The last one is the signing, without which nothing else would be missing.
  return { skips: (place, count) => place >= Math.floor(from * (count - 1)) };
};

const otherTimes: Alteration = ({ random }) => {
  const seconds = 120 + Math.floor(random() * 5000);
  return { madeAt: (made) => made + seconds };
};

const alterations: readonly (readonly [name: string, alteration: Alteration])[] = [
  ['a document with a right manifest', otherDocument],
  ['a record that says something else', otherRecord],
  ['a record left out', noRecord],
  ['a document left out', noDocument],
  ['a document that is void no more', noVoid],
  ['a document void for another reason', otherVoid],
  ['the last commits left out', noCommits],
  ['other times of commits', otherTimes],
];

/** A mark that commits follow which were signed later. */
function earlier({ marks, random }: Scene): Mark {
  return pick(marks.slice(0, -1), random);
}

const NOW = '2025-12-26T08:00:00+08:00';

async function signAgain(root: string, rotation?: Parameters<typeof signLog>[2]): Promise<void> {
  const session = await openSession(root);
  try {
    await signLog(session, NOW, rotation);
  } finally {
    await session.close();
  }
}

/** The machine that signs does not remember that it has signed. */
const forgetSeen = (origin: string): void => rmSync(join(keyFolder(origin), 'checkpoint'), { force: true });

const CLAIM = /给出的校验点/;
/** Of the repository one thing is told: that its history is another one, or that its times show it. */
const REWRITTEN = /不在当前历史中|提交时间倒退/;

const rewritten = ([name, alteration]: (typeof alterations)[number]): Attack[] => [
  {
    kind: 'history rewrites',
    name: `${name}, the log laid back as it was`,
    run(scene) {
      const { root } = scene;
      const from = earlier(scene);
      const log = logOf(root);
      replay(root, from, alteration(scene, from));
      layLog(root, log);
      forget(root);
      return { named: [REWRITTEN] };
    },
  },
  {
    kind: 'history rewrites',
    name: `${name}, the log continued under a key that takes the place of a “lost” one`,
    async run(scene) {
      const { root } = scene;
      const from = earlier(scene);
      replay(root, from, alteration(scene, from));
      forgetSeen(from.head.origin);
      await signAgain(root, { by: '甲', reason: '密钥遗失', lost: true });
      forget(root);
      return { named: [CLAIM], byClaim: true };
    },
  },
  {
    kind: 'with the log key',
    name: `${name}, in a history written again and signed by the program`,
    async run(scene) {
      const { root } = scene;
      const from = earlier(scene);
      replay(root, from, alteration(scene, from));
      forgetSeen(from.head.origin);
      await signAgain(root);
      forget(root);
      return { named: [CLAIM], byClaim: true };
    },
  },
];

/** The commit before the first signing, as whoever holds the server and its keys puts it back. */
function toBeforeTheLog({ root, marks }: Scene): void {
  const [first] = marks;
  git(root, ['reset', '-q', '--hard', `${first?.commit}^`]);
  rmSync(keyFolder(first?.head.origin ?? ''), { recursive: true });
  for (const folder of ['archive/log', 'archive/log-salts'])
    rmSync(join(root, folder), { recursive: true, force: true });
  forget(root);
}

const rollBacks: Attack[] = [
  {
    kind: 'roll-backs',
    name: 'the workspace to before there was a log, its keys and all forgotten',
    run(scene) {
      toBeforeTheLog(scene);
      return { named: [/给出的校验点有 \d+ 条，工作区现在没有存证日志/], byClaim: true };
    },
  },
  {
    kind: 'roll-backs',
    name: 'the same, and a log begun anew',
    async run(scene) {
      toBeforeTheLog(scene);
      await signAgain(scene.root);
      return { named: [CLAIM], byClaim: true };
    },
  },
  {
    kind: 'roll-backs',
    name: 'the workspace and this machine to an earlier commit, which git still knows of',
    run({ root, random, marks }) {
      const to = pick(marks.slice(0, -1), random);
      git(root, ['reset', '-q', '--hard', to.commit]);
      forgetSeen(marks[0]?.head.origin ?? '');
      return { named: [/不在当前历史里的提交 [0-9a-f]{12}的校验点有 \d+ 条/] };
    },
  },
  {
    kind: 'roll-backs',
    name: 'the workspace and this machine to an earlier commit',
    run({ root, random, marks }) {
      const commits = git(root, ['rev-list', `${marks[0]?.commit}..${marks.at(-1)?.commit}^`])
        .split('\n')
        .filter(Boolean);
      git(root, ['reset', '-q', '--hard', pick(commits, random)]);
      forgetSeen(marks[0]?.head.origin ?? '');
      forget(root);
      if (random() < 0.3) git(root, ['prune', '--expire=now']);
      return { named: [CLAIM], byClaim: true };
    },
  },
  {
    kind: 'roll-backs',
    name: 'the workspace to an earlier commit, where this machine signs',
    run({ root, random, marks }) {
      const commits = git(root, ['rev-list', `${marks[0]?.commit}..${marks.at(-1)?.commit}^`])
        .split('\n')
        .filter(Boolean);
      git(root, ['reset', '-q', '--hard', pick(commits, random)]);
      forget(root);
      return { named: [/本机签过的校验点/] };
    },
  },
  {
    kind: 'roll-backs',
    name: 'the log to an earlier signing, committed as the program',
    run(scene) {
      const { root } = scene;
      const from = earlier(scene);
      rmSync(join(root, 'archive/log'), { recursive: true });
      git(root, ['checkout', '-q', from.commit, '--', 'archive/log', 'archive/log-salts']);
      git(root, ['commit', '-q', '-a', '-m', '存证：1 条']);
      return { named: [/历史中的校验点/] };
    },
  },
  {
    kind: 'roll-backs',
    name: 'a file to an earlier version',
    run({ root, random }) {
      const changes = git(root, 'log --format=%H --name-only --diff-filter=M -- records contract state'.split(' '))
        .split('\n')
        .filter(Boolean);
      const versions = changes.flatMap((line, n) => {
        if (/^[0-9a-f]{40}$/.test(line)) return [];
        const commit = changes.slice(0, n).findLast((one) => /^[0-9a-f]{40}$/.test(one));
        return commit === undefined ? [] : [{ commit, path: line }];
      });
      const { commit, path } = pick(versions, random);
      const old = git(root, ['show', `${commit}^:${path}`]);
      if (`${old}\n` === readFileSync(join(root, path), 'utf8')) throw new NotHere(path);
      put(root, path, `${old}\n`);
      return { named: [literally(path)] };
    },
  },
];

const times: Attack[] = [
  {
    kind: 'back-dated commits',
    name: 'a record of a day that is over',
    run({ root, random }) {
      const path = pick(filesOf(root, 'record'), random);
      const to = path.replace(/-(\d{3})(\.\w+)$/, `-${800 + Math.floor(random() * 199)}$2`);
      if (to === path) throw new NotHere(path);
      put(root, to, readFileSync(join(root, path)));
      git(root, ['add', '-f', '--', to]);
      const last = Number(git(root, ['log', '-1', '--format=%ct']));
      const date = `@${last - 61 - Math.floor(random() * 10_000_000)} +0800`;
      git(root, ['commit', '-q', '-m', '登记'], { env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } });
      return { named: [/提交时间倒退/] };
    },
  },
  {
    kind: 'back-dated commits',
    name: 'a commit put in between earlier ones',
    run(scene) {
      const { root, random } = scene;
      const from = earlier(scene);
      const log = logOf(root);
      const path = pick(broughtSince(root, from, 'records'), random);
      const blob = store(root, readFileSync(join(root, path)));
      replay(root, from, {
        madeAt: (made, place) => (place === 0 ? made - 3600 : made),
        alters: (one) => (one === path ? blob : undefined),
      });
      layLog(root, log);
      forget(root);
      return { named: [REWRITTEN] };
    },
  },
];

const squashed: Attack[] = [
  {
    kind: 'history rewrites',
    name: 'the whole history as one commit',
    run({ root }) {
      const commit = git(root, ['commit-tree', 'HEAD^{tree}', '-m', '建立工作区']);
      git(root, ['update-ref', 'refs/heads/main', commit]);
      forget(root);
      return { named: [REWRITTEN] };
    },
  },
  {
    kind: 'history rewrites',
    name: 'a record dropped by a merge',
    run({ root, random, marks }) {
      const from = pick(marks.slice(0, -1), random);
      const path = pick(broughtSince(root, from, 'records'), random);
      const [main, index] = [git(root, ['rev-parse', 'HEAD']), join(root, '.git/index-of-merge')];
      const env = { GIT_INDEX_FILE: index };
      git(root, ['read-tree', 'HEAD'], { env });
      git(root, ['update-index', '--force-remove', '--', path], { env });
      const tree = git(root, ['write-tree'], { env });
      rmSync(index);
      const side = git(root, ['commit-tree', `${from.commit}^{tree}`, '-p', from.commit, '-m', '登记']);
      const merge = git(root, ['commit-tree', tree, '-p', side, '-p', main, '-m', '登记']);
      git(root, ['update-ref', 'refs/heads/main', merge]);
      git(root, ['reset', '-q', '--hard']);
      return { named: [literally(path)] };
    },
  },
  {
    kind: 'with the log key',
    name: 'a log begun anew, its own name and all, after the old one was cut out of the history',
    async run({ root, marks }) {
      const [first] = git(root, ['rev-list', '--reverse', 'HEAD']).split('\n');
      const origin = marks[0]?.head.origin ?? '';
      replay(root, { ...(marks[0] as Mark), commit: first ?? '' }, {});
      rmSync(keyFolder(origin), { recursive: true });
      await signAgain(root);
      forget(root);
      return { named: [CLAIM], byClaim: true };
    },
  },
];

export const onHistory: Attack[] = [...alterations.flatMap(rewritten), ...rollBacks, ...times, ...squashed];
