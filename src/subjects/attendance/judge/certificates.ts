/**
 * 持证: how the certificates of those on duty stood on the day of duty. The last day of validity is valid. A certificate that nobody wrote
 * down is unknown: it proves nothing, and accuses nobody. Pure.
 */
import type { Opens } from '../../../contract/calendar/named-days.ts';
import { isElsewhere } from '../../../contract/precedence/requirements.ts';
import type { AskedCertificate } from '../../../contract/terms/certificates.ts';
import { type Held, isHeldOn } from '../../../contract/terms/held.ts';
import type { Post } from '../../../contract/terms/requirements.ts';
import { type DateText, toDate } from '../../../contract/time.ts';
import { compareText } from '../../../wording/text-order.ts';
import type { CertificateRecord } from '../kinds/certificate.ts';
import type { DutyRecord } from '../kinds/duty.ts';
import { isOwedOn, postOf } from './posts.ts';

/** Who is listed in the contract, with the role and the days of it. */
export type Listed = Held & { name: string; role: string };

/** What the contract asks for, and what is known. */
export interface Certified {
  asked: readonly AskedCertificate[];
  certificates: readonly CertificateRecord[];
  people: readonly Listed[];
}

/** `lapsed`: one is known that had ended before the day, and none that is valid on it; `unknown`: nothing shows either. */
export type CertificateState = 'valid' | 'lapsed' | 'unknown';

export interface HeldCertificate {
  state: CertificateState;
  /** The valid one, else the one that ended last before the day. */
  certificate: CertificateRecord | null;
}

/** Those of a person that do for what is asked, the one that ends last first. */
function ownOf({ name, also = [] }: AskedCertificate, person: string, all: readonly CertificateRecord[]) {
  return all
    .filter((one) => one.person === person && [name, ...also].includes(one.name))
    .toSorted((a, b) => compareText(b.validUntil, a.validUntil) || compareText(a.id, b.id));
}

/** How a person's certificate stood on a day, both ends of its validity included. */
export function certificateOn(
  asked: AskedCertificate,
  person: string,
  day: DateText,
  all: readonly CertificateRecord[],
): HeldCertificate {
  const own = ownOf(asked, person, all);
  const valid = own.find(({ validFrom, validUntil }) => validFrom <= day && day <= validUntil);
  if (valid !== undefined) return { state: 'valid', certificate: valid };
  const ended = own.find(({ validUntil }) => validUntil < day) ?? null;
  return { state: ended === null ? 'unknown' : 'lapsed', certificate: ended };
}

/** true when a person on duty at a post on a day has to hold it. @param post null: at none of the contract's */
export function mustHold(
  asked: AskedCertificate,
  { person, date }: Pick<DutyRecord, 'person' | 'date'>,
  post: Pick<Post, 'id'> | null,
  people: readonly Listed[],
): boolean {
  const { posts, roles } = asked;
  if (isElsewhere(asked, date)) return false;
  if (posts === undefined && roles === undefined) return true;
  const isPost = post !== null && posts?.includes(post.id) === true;
  return isPost || people.some((one) => one.name === person && roles?.includes(one.role) && isHeldOn(one, date));
}

/** Whether a shift counts as one with nobody there, since the paper says so of an expired certificate. */
export const countsAsAbsent =
  ({ asked, certificates, people }: Certified) =>
  (duty: Pick<DutyRecord, 'person' | 'date'>, post: Pick<Post, 'id'>): boolean =>
    asked.some(
      (one) =>
        one.asAbsent === true &&
        mustHold(one, duty, post, people) &&
        certificateOn(one, duty.person, duty.date, certificates).state === 'lapsed',
    );

/** One shift of one person, and the certificate that was asked for. */
export interface CertifiedDuty extends HeldCertificate {
  asked: AskedCertificate;
  duty: DutyRecord;
  post: Post | null;
}

const THERE: readonly DutyRecord['state'][] = ['present', 'late', 'left-early'];

/**
 * Each shift that was worked, for each certificate that it asks for, in order of days.
 * @param posts of the contract, of which those that are owed on the day take the records
 */
export function certifiedDuties(
  { asked, certificates, people }: Certified,
  duties: readonly DutyRecord[],
  posts: readonly Post[],
  opens: Opens,
): CertifiedDuty[] {
  const owed = new Map<DateText, Post[]>();
  const postsOn = (day: DateText): Post[] => {
    const own = owed.get(day) ?? posts.filter((post) => isOwedOn(post, day, opens));
    owed.set(day, own);
    return own;
  };
  return duties
    .filter(({ state }) => THERE.includes(state))
    .toSorted((a, b) => compareText(a.date, b.date) || compareText(a.id, b.id))
    .flatMap((duty) => {
      const post = postOf(postsOn(duty.date), duty);
      return asked
        .filter((one) => mustHold(one, duty, post, people))
        .map((one) => ({ asked: one, duty, post, ...certificateOn(one, duty.person, duty.date, certificates) }));
    });
}

/** Shifts at one post on one day for which one certificate had run out, or is not known: told once. */
export interface LapsedShifts {
  asked: AskedCertificate;
  day: DateText;
  /** Of the contract; of a shift at none of its posts the kind of duty. */
  post: string;
  duties: readonly CertifiedDuty[];
}

export const lapsedShifts = (all: readonly CertifiedDuty[]): LapsedShifts[] => shiftsOf(all, 'lapsed');

/** In order of days. */
export const shiftsOf = (all: readonly CertifiedDuty[], wanted: CertificateState): LapsedShifts[] =>
  [
    ...Map.groupBy(
      all.filter(({ state }) => state === wanted),
      ({ asked, duty, post }) => `${asked.id} ${duty.date} ${post?.id ?? duty.post}`,
    ).values(),
  ].flatMap((duties) => {
    const [first] = duties;
    return first === undefined
      ? []
      : [{ asked: first.asked, day: first.duty.date, post: first.post?.id ?? first.duty.post, duties }];
  });

/** Of a person the certificate that ends last, of those that do for what is asked. */
export interface EndingCertificate {
  asked: AskedCertificate;
  certificate: CertificateRecord;
  /** Days to its last day, negative once that has passed. */
  daysLeft: number;
}

/** Nearest end first, one that is over too; of people who are listed and have left nothing is told. @param today contract date */
export function certificateEnds({ asked, certificates, people }: Certified, today: DateText): EndingCertificate[] {
  const hasLeft = (person: string): boolean => {
    const listed = people.filter(({ name }) => name === person);
    return listed.length > 0 && !listed.some((one) => isHeldOn(one, today));
  };
  return asked
    .filter((one) => !isElsewhere(one, today))
    .flatMap((one) =>
      [...new Set(certificates.map(({ person }) => person))].flatMap((person): EndingCertificate[] => {
        const [certificate] = ownOf(one, person, certificates);
        if (certificate === undefined || hasLeft(person)) return [];
        const daysLeft = toDate(today).until(toDate(certificate.validUntil), { largestUnit: 'days' }).days;
        return [{ asked: one, certificate, daysLeft }];
      }),
    )
    .toSorted((a, b) => a.daysLeft - b.daysLeft || compareText(a.certificate.id, b.certificate.id));
}
