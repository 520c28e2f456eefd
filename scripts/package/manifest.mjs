// `custom-elements.json`: what editors and documentation tools read of an element. https://custom-elements-manifest.open-wc.org

import { commentBefore, publicMembers } from './declarations.mjs';

/** Of a comment, what it says. */
function said(comment) {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter(Boolean)
    .join(' ');
}

/** The properties and methods of a class, once each. */
function membersOf({ source, declaration }) {
  const members = new Map();
  for (const member of publicMembers(declaration)) {
    if (member.static || members.has(member.key.name)) continue;
    const { name } = member.key;
    const isMethod = member.type.includes('Method') && member.kind === 'method';
    const type = member.typeAnnotation ?? member.value?.returnType;
    const text = type ? source.text.slice(type.start, type.end).replace(/^:\s*/, '') : undefined;
    const description = said(commentBefore(source, member.start));
    const parameters = (member.value?.params ?? []).map((parameter) => ({
      name: parameter.name,
      ...(parameter.optional && { optional: true }),
      type: {
        text: source.text.slice(parameter.typeAnnotation.start, parameter.typeAnnotation.end).replace(/^:\s*/, ''),
      },
    }));
    members.set(name, {
      kind: isMethod ? 'method' : 'field',
      name,
      ...(description && { description }),
      ...(isMethod ? { parameters, return: { type: { text } } } : { type: { text } }),
    });
  }
  return [...members.values()];
}

/** `classes`: the element's and those that it extends. */
export function manifestOf({ name, attributes, events, classes, module }) {
  const members = new Map(classes.toReversed().flatMap((one) => membersOf(one).map((member) => [member.name, member])));
  const className = classes[0].declaration.id.name;
  const reference = { name: className, module };
  const declaration = {
    kind: 'class',
    name: className,
    description: 'A run of a consensus protocol that people can watch and change.',
    tagName: name,
    customElement: true,
    superclass: { name: 'HTMLElement' },
    attributes: attributes.map(({ name, type, description }) => ({
      name,
      description,
      type: { text: type },
      ...(members.has(name) && { fieldName: name }),
    })),
    members: [...members.values()],
    events: events.map(({ name, type, description }) => ({ name, description, type: { text: type } })),
  };
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: module,
        declarations: [declaration],
        exports: [
          { kind: 'js', name: className, declaration: reference },
          { kind: 'custom-element-definition', name, declaration: reference },
        ],
      },
    ],
  };
}
