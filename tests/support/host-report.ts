/** A report as the script for a host writes it, of now. What the real script finds is tested where it is read. */
const sectionsOf = (disk: number): Readonly<Record<string, string>> => ({
  system: 'Linux 3.10.0-1160.el7.x86_64 x86_64',
  'cpu-first': 'cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 100 0 50 800 50 0 0 0',
  'cpu-second': 'cpu  130 0 60 950 60 0 0 0 0 0\ncpu0 130 0 60 950 60 0 0 0',
  meminfo: 'MemTotal: 8000000 kB\nMemAvailable: 2000000 kB\nSwapTotal: 1000 kB\nSwapFree: 900 kB',
  loadavg: '3.00 1.00 0.50 1/200 999',
  uptime: '86400.52 100.00',
  disk: `Filesystem Type 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 xfs 1000 ${disk * 10} ${1000 - disk * 10} ${disk}% /`,
  inode: 'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda1 1000 250 750 25% /',
  patches: 'manager yum\nupdated 1763900000\ndone',
  clock: 'daemon timedatectl\nNTP enabled: yes\nNTP synchronized: yes',
});

/** @param disk percent of its disk that are taken */
export function hostReportOf({ host, disk }: { host: string; disk: number }): string {
  const sections = Object.entries(sectionsOf(disk)).map(([name, body]) => `== section ${name}\n${body}\n`);
  const seconds = Math.floor(Date.now() / 1000);
  return `== opsledger-host-report 1\n== time ${seconds}\n== host ${host}\n${sections.join('')}== end\n`;
}

export const hostReport = (): string => hostReportOf({ host: 'oa-app-3', disk: 60 });
