import { expect, test } from 'vitest';
import { escaped, tag } from './markup';

test('whatever somebody has written, the picture is well-formed', () => {
  expect(escaped('</title><script>"a" & b')).toBe('&lt;/title&gt;&lt;script&gt;&quot;a&quot; &amp; b');
  // No XML has these: controls, half a pair, what is no letter.
  expect(escaped('a\u0000\u0001\u001f\ud800\ufffe\uffffb')).toBe('a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb');
  expect(escaped('键\t😀\u202e')).toBe('键\t😀\u202e');
  expect(tag('text', { x: 1.005, fill: '"><b', y: null }, 'a')).toBe('<text x="1" fill="&quot;&gt;&lt;b">a</text>');
});
