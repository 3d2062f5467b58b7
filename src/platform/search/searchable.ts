import { Converter } from 'opencc-js/t2cn';
import { searchableText } from '../../core/search/searchable-text.js';

/** Traditional characters to simplified ones. */
export const simplify: (text: string) => string = Converter({ from: 't', to: 'cn' });

/** A text in the form in which texts are compared. */
export const searchable = (text: string): string => searchableText(text, simplify);
