import { SetMetadata } from '@nestjs/common';
import type { AccessRule } from '../../core/access/rule.js';

export const ACCESS_KEY = 'duijie:access';

/** Says who may call a root field. Every root field says so; one that is silent refuses everybody and fails the law test. */
export const Access = (rule: AccessRule): MethodDecorator => SetMetadata(ACCESS_KEY, rule);
