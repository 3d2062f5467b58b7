import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayMeet } from '../access/sandbox.js';
import { candidateNeeds, lineNeeds } from './candidate-needs.js';
import { judgePair } from './judge-pair.js';
import { aLine, aPath, aProduct, AS_OF } from './pair.factory.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import { DEFAULT_RULES } from './rules.js';

const classId = fc.constantFrom('A.1', 'A.2', 'A.3');
const organisationId = fc.constantFrom('org_1', 'org_2', 'sbx_1', 'sbx_2');
const region = fc.constantFrom('140000', '140100', '140105', '440300', '100000');
const products: fc.Arbitrary<OfferedProduct> = fc.record({
  classId, organisationId, supplierApproved: fc.boolean(), eliminated: fc.boolean(),
  gradeVerdict: fc.constantFrom('PASS' as const, 'FAIL' as const, 'UNPROVEN' as const, 'NOT_APPLICABLE' as const, null), regionsServed: fc.option(fc.array(region, { maxLength: 2 })),
}).map(aProduct);
const lines: fc.Arbitrary<WantedLine> = fc.record({
  organisationId, regionCode: region, visibility: fc.constantFrom('PUBLIC' as const, 'APPROVED_SUPPLIERS' as const, 'THROUGH_DEPARTMENT' as const),
  classIds: fc.array(fc.record({ classId, relation: fc.constantFrom('fulfils' as const, 'fulfils-in-part' as const, 'component' as const, 'enables' as const) }).map(aPath), { maxLength: 3 }),
}).map(aLine);

describe('the cheap gates', () => {
  it('lose nothing that the rule would match, in either direction', () => {
    fc.assert(fc.property(products, lines, (product, line) => {
      if (!judgePair(product, line, DEFAULT_RULES, AS_OF).matched) return;
      const forward = candidateNeeds(line);
      expect(forward.classIds).toContain(product.classId);
      expect(mayMeet(forward.buyerId, product.organisationId)).toBe(true);
      expect(product.regionsServed === null || product.regionsServed.some((code) => forward.servesOneOf.includes(code))).toBe(true);
      expect(product.supplierApproved || !forward.approvedOnly).toBe(true);
      const reverse = lineNeeds(product);
      expect(reverse).not.toBeNull();
      expect(line.classIds.map((path) => path.classId)).toContain(reverse?.classId);
      expect(mayMeet(line.organisationId, reverse?.supplierId ?? '')).toBe(true);
      expect(line.visibility === 'PUBLIC' || reverse?.publicOnly === false).toBe(true);
    }), { numRuns: 2_000 });
  });

  it.each([['eliminated', { eliminated: true }], ['failed', { gradeVerdict: 'FAIL' as const }], ['unproven', { gradeVerdict: 'UNPROVEN' as const }]])('a product that is %s answers no line', (_what, changes) => {
    expect(lineNeeds(aProduct(changes))).toBeNull();
  });
});
