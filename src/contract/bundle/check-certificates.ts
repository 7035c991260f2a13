/** Certificates on duty against the rest of the contract's data: of posts and roles that there are. Pure. */
import type { Contract } from '../terms/contract.ts';
import { requirementsOf } from '../terms/requirements.ts';
import { type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { doubledIds, found, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;

export function checkCertificates(contract: Contract): BundleProblem[] {
  const { posts, certificates } = requirementsOf(contract);
  const known = posts.map(({ id }) => id);
  const roles = [...new Set(contract.people.map(({ role }) => role))];
  return [
    ...doubledIds(file, 'requirements.certificates', certificates),
    ...certificates.flatMap((one, n) => {
      const at = (key: string): string => `requirements.certificates[${n}].${key}`;
      return [
        ...unknownClausesOf(contract, at('clauses'), one.clauses),
        ...(one.posts ?? []).flatMap((id, k) =>
          unknown(file, `${at('posts')}[${k}]`, id, known, 'requirements.posts 中的岗位'),
        ),
        ...(one.roles ?? []).flatMap((role, k) =>
          unknown(file, `${at('roles')}[${k}]`, role, roles, 'people 中写明的岗位（role）'),
        ),
        ...found(
          one.asAbsent === true && !posts.some(({ id, post }) => post === 'resident' && isAt(one.posts, id)),
          file,
          at('asAbsent'),
          'true',
          '按缺岗处理的，须有要求到岗的岗位（requirements.posts 中 post 为 resident 的）',
        ),
      ];
    }),
  ];
}

const isAt = (posts: readonly string[] | undefined, id: string): boolean => posts === undefined || posts.includes(id);
