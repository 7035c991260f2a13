import { describe, expect, it } from 'vitest';
import { baseScore, cvssVersion, newestCvss, scoreOf } from '../../../src/scanners/read/cvss.ts';

describe('base scores of published vectors', () => {
  // Vector and score as NVD and the examples of FIRST publish them, by the CVE that they belong to.
  it.each([
    ['CVE-2021-44228', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVE-2024-6387', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H', 8.1],
    ['CVE-2014-0160', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVE-2013-1937', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVE-2013-0375', 'CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVE-2014-3566', 'CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVE-2012-1516', 'CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['CVE-2009-0783', 'CVSS:3.0/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L', 4.2],
    ['CVE-2011-1265', 'CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 8.8],
    ['CVE-2014-2005', 'CVSS:3.0/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 6.8],
    ['no impact', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVE-2002-0392', 'AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['CVE-2003-0818', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
    ['CVE-2003-0062', 'AV:L/AC:H/Au:N/C:C/I:C/A:C', 6.2],
    ['CVE-2020-15999', '(AV:N/AC:M/Au:N/C:N/I:N/A:P)', 4.3],
    ['no impact in v2', 'AV:N/AC:L/Au:N/C:N/I:N/A:N', 0],
    ['temporal metrics do not count', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/RL:O', 7.5],
  ])('%s %s', (_, vector, score) => expect(baseScore(vector)).toBe(score));

  it.each([
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:__proto__/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:N/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'AV:N/AC:L/Au:N',
    '',
    'high',
  ])('gives none for %s', (vector) => expect(baseScore(vector)).toBeUndefined());
});

describe('the newest version', () => {
  const v2 = { vector: 'AV:N/AC:M/Au:N/C:N/I:N/A:P', score: '4.3' };
  const v3 = { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H', score: '6.5' };
  const v4 = { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' };

  it('wins, whatever the order', () => expect(newestCvss([v2, v3])).toEqual({ cvss: 6.5, vector: v3.vector }));
  it('wins with the score that is given for it', () =>
    expect(newestCvss([v3, { ...v4, score: '9.3' }])).toEqual({ cvss: 9.3, vector: v4.vector }));
  it('that can be scored goes before one that cannot', () =>
    expect(newestCvss([v4, v3])).toEqual({ cvss: 6.5, vector: v3.vector }));
  it('is kept alone without a score', () => expect(newestCvss([v4])).toEqual({ vector: v4.vector }));
  it('is scored from its vector when the score is missing', () =>
    expect(newestCvss([{ vector: v3.vector }])).toEqual({ cvss: 6.5, vector: v3.vector }));
  it('is none of nothing', () => expect(newestCvss([{}, { vector: '', score: '' }])).toEqual({}));
  it('of the preferred source comes first', () =>
    expect(newestCvss([v3, { ...v3, score: '8.6' }])).toMatchObject({ cvss: 6.5 }));
});

describe('scores as text', () => {
  it.each([
    ['7.5', 7.5],
    ['10.0', 10],
    ['0', 0],
  ])('%s', (text, score) => expect(scoreOf(text)).toBe(score));
  it.each([undefined, '', '10.1', '-1', 'NaN', '7,5', '1e1'])('%s is none', (text) =>
    expect(scoreOf(text)).toBeUndefined(),
  );
  it('versions are told by the vector', () =>
    expect(['CVSS:4.0/AV:N', 'CVSS:3.0/AV:N', 'AV:N/AC:L/Au:N/C:P', 'x'].map(cvssVersion)).toEqual([4, 3, 2, 0]));
});
