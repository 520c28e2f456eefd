/** Every test knows the words of both languages. */

import { speak } from '../i18n/index';

await Promise.all([speak('en'), speak('zh')]);
