import { expect, test } from 'vitest';
import { listGrammarFaults } from './twiml-grammar.ts';
import { readXml, toPlainText, XmlError } from './xml-reader.ts';

test('reads attributes, entities, comments and character data', () => {
  const root = readXml(
    '<?xml version="1.0"?>\n<Response><!-- note --><Say voice=\'a\'>Tom &amp; Jerry &#39;s <![CDATA[<pipe>]]></Say></Response>',
  );
  expect(toPlainText(root)).toBe("Tom & Jerry 's <pipe>");
  expect(root.children).toHaveLength(1);
});

test.each([
  ['an open element', '<Response><Say>hi</Response>'],
  ['nothing', ''],
  ['plain text', 'hello'],
  ['two roots', '<Response/><Response/>'],
  ['an unquoted attribute', '<Response a=1/>'],
  ['an attribute twice', '<Response a="1" a="2"/>'],
  ['a bare ampersand', '<Response><Say>Tom & Jerry</Say></Response>'],
  ['an unknown entity', '<Response><Say>&nbsp;</Say></Response>'],
  ['a character that does not exist', '<Response><Say>&#x110000;</Say></Response>'],
  ['text that never ends', '<Response><Say>hi'],
])('refuses %s', (_, text) => {
  expect(() => readXml(text)).toThrow(XmlError);
});

test.each([
  ['<Response><Stream url="wss://h/p"/></Response>', '<Stream> is not allowed in <Response>'],
  ['<Response><Say loudness="9">hi</Say></Response>', '<Say> has no attribute loudness'],
  ['<Response>hi</Response>', '<Response> takes no text, but has "hi"'],
  ['<Response><Gather><Dial>+16145550100</Dial></Gather></Response>', '<Dial> is not allowed in <Gather>'],
  [
    '<Response><Connect><Stream url="wss://h/p" audioFormat="pcm"/></Connect></Response>',
    '<Stream> has no attribute audioFormat',
  ],
])('finds what is wrong with %s', (twiml, fault) => {
  expect(listGrammarFaults(readXml(twiml))).toEqual([fault]);
});

test('finds nothing wrong with speech marks inside a sentence', () => {
  const twiml =
    '<Response><Say>Call <say-as interpret-as="telephone">614</say-as><break time="1s"/></Say></Response>';
  expect(listGrammarFaults(readXml(twiml))).toEqual([]);
});
