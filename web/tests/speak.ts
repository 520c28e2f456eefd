/** Every test knows the words of both languages, and all protocols. */

import { speak, speakOfPanels } from '../i18n/index';
import { loadDepiction, protocolNames } from '../protocols/registry';

await Promise.all(protocolNames().flatMap((name) => [speak('en', name), speak('zh', name), loadDepiction(name)]));
await speakOfPanels();
