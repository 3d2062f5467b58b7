import { registerDecorator } from 'class-validator';
import { ID_PREFIX, isId, type IdNoun } from '../../core/ids/ids.js';

/** The field is an id of this noun, or a list of such: an id of another noun is refused as ID_MALFORMED before anything is looked up. */
export function IsIdOf(noun: IdNoun): PropertyDecorator {
  return (target, propertyName) => registerDecorator({
    name: 'isIdOf',
    target: target.constructor,
    propertyName: String(propertyName),
    options: { context: { code: 'ID_MALFORMED', params: { prefix: ID_PREFIX[noun] } } },
    validator: {
      validate: (value: unknown) => (Array.isArray(value) ? value : [value]).every((one) => typeof one === 'string' && isId(noun, one)),
      defaultMessage: () => `$property must be an id that starts with ${ID_PREFIX[noun]}_`,
    },
  });
}
