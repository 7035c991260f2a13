import { describe, expect, test } from 'vitest';
import { aptProblem, securityUpdates, securityUpgrades } from '../../src/sources/apt.ts';
import { fromChrony, fromNtpq, fromTimedatectl } from '../../src/sources/clock-state.ts';
import { inodesPercent, realMounts, usedPercent } from '../../src/sources/mounts.ts';

const points = (...lines: string[]) => realMounts(lines.join('\n')).map((mount) => mount.point);

describe('mounts', () => {
  test('real ones only: no pseudo, loop, snap, network, or second mount of the same device', () => {
    expect(
      points(
        '22 27 0:21 / /proc rw,relatime - proc proc rw',
        '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw',
        '28 27 0:30 / /run rw - tmpfs tmpfs rw',
        '29 27 254:16 / /data rw - xfs /dev/vdb rw',
        '30 27 254:16 /docker/volumes/x /srv/volume rw - xfs /dev/vdb rw',
        '31 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro',
        '32 27 7:2 / /mnt/image rw - ext4 /dev/loop2 rw',
        '33 27 0:50 / /mnt/nas rw - nfs4 nas:/x rw',
        '34 27 0:60 / /var/lib/docker/overlay2/a/merged rw - overlay overlay rw',
        String.raw`35 27 254:32 / /mnt/my\040disk rw - ext4 /dev/vdc rw`,
      ),
    ).toEqual(['/', '/data', '/mnt/my disk']);
  });

  test('in a container the root overlay counts, bound files of the host do not', () => {
    expect(
      points(
        '100 1 0:77 / / rw - overlay overlay rw',
        '101 100 254:1 /var/lib/docker/containers/x/hosts /etc/hosts rw - ext4 /dev/vda1 rw',
        '102 100 254:2 /volumes/y /data rw - ext4 /dev/vdb1 rw',
      ),
    ).toEqual(['/', '/data']);
  });

  test('percentages as df shows them, none where there is nothing to divide by', () => {
    const capacity = { blocks: 1000, bfree: 400, bavail: 350, files: 100, ffree: 25 };
    expect(usedPercent(capacity)).toBeCloseTo(63.158, 3);
    expect(inodesPercent(capacity)).toBe(75);
    expect(usedPercent({ ...capacity, blocks: 0, bfree: 0, bavail: 0 })).toBeNull();
    expect(inodesPercent({ ...capacity, files: 0, ffree: 0 })).toBeNull();
  });
});

describe('apt', () => {
  const day = 86_400;
  const index = { lists: ['deb.debian.org_debian-security_dists_trixie-security_InRelease'], updatedAt: 100 * day };

  test('missing, old or incomplete lists are a problem, not zero', () => {
    expect(aptProblem(index, 101 * day)).toBeNull();
    expect(aptProblem(index, 112 * day)).toBe('软件源索引已 12 天未更新');
    expect(aptProblem({ ...index, updatedAt: null }, 101 * day)).toMatch('没有软件源索引');
    expect(aptProblem({ lists: [], updatedAt: 100 * day }, 101 * day)).toMatch('没有软件源索引');
    expect(aptProblem({ ...index, lists: ['mirror_dists_trixie_InRelease'] }, 101 * day)).toBe(
      '软件源中没有安全更新源',
    );
  });

  test('only updates from a security archive count', () => {
    const simulation = [
      'NOTE: This is only a simulation!',
      'Inst libc6 [2.41-12] (2.41-12+deb13u1 Debian:13.2/stable [amd64]) []',
      'Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian-Security:13/stable-security [amd64])',
      'Inst linux-image-6.12.57-amd64 (6.12.57-1 Debian-Security:13/stable-security [amd64])',
      'Inst linux-image-amd64 [6.12.48-1] (6.12.57-1 Debian:13.2/stable, Debian-Security:13/stable-security [amd64])',
      'Inst bash [5.1] (5.1-6ubuntu1.1 Ubuntu:22.04/jammy-security [amd64])',
      'Conf openssl (3.5.1-1+deb13u1 Debian-Security:13/stable-security [amd64])',
    ].join('\n');
    expect(securityUpdates(simulation)).toEqual(['openssl', 'linux-image-amd64', 'bash']);
    expect(securityUpdates('')).toEqual([]);
    const listing = [
      'Listing...',
      'libc6/stable 2.41-12+deb13u1 amd64 [upgradable from: 2.41-12]',
      'openssl/stable-security 3.5.1-1+deb13u1 amd64 [upgradable from: 3.5.1-1]',
      'linux-image-amd64/stable,stable-security 6.12.57-1 amd64 [upgradable from: 6.12.48-1]',
      'bash/jammy-updates,jammy-security 5.1-6ubuntu1.1 amd64 [upgradable from: 5.1]',
      '',
    ];
    expect(securityUpgrades(listing.join('\n'))).toEqual(['openssl', 'linux-image-amd64', 'bash']);
    expect(securityUpgrades('Listing...\n')).toEqual([]);
    // An answer in words that are not known is none: nought would be a pass.
    expect(securityUpgrades([...listing, 'openssl 3.5.1 → 3.5.2'].join('\n'))).toBeNull();
  });
});

test('clock chrony, timedatectl and ntpq; anything else is no answer', () => {
  const tracking =
    'Reference ID    : A\nSystem time     : 0.000321 seconds slow of NTP time\nLeap status     : Normal\n';
  expect(fromChrony(tracking)).toEqual({ synced: true, offset: 0.000321 });
  expect(fromChrony(tracking.replace('Normal', 'Not synchronised'))?.synced).toBe(false);
  expect(fromTimedatectl('NTPSynchronized=yes\n')).toEqual({ synced: true, offset: null });
  expect(fromTimedatectl('NTPSynchronized=no\n')?.synced).toBe(false);
  expect(fromNtpq('stratum=3, offset=-2.5, sys_jitter=1')).toEqual({ synced: true, offset: 0.0025 });
  expect(fromNtpq('stratum=16, offset=0')?.synced).toBe(false);
  expect([fromChrony('506 Cannot talk to daemon'), fromTimedatectl(''), fromNtpq('Connection refused')]).toEqual([
    null,
    null,
    null,
  ]);
});
