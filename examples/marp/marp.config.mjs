/** Marp leaves out every tag that is not allowed. */
export default {
  html: {
    'quorate-stage': [
      'lesson',
      'step',
      'protocol',
      'nodes',
      'seed',
      'run',
      'lang',
      'theme',
      'controls',
      'panels',
      'style',
    ],
    script: ['src'],
  },
  // For PDF, PNG and PPTX: the script is a file beside the deck.
  allowLocalFiles: true,
};
