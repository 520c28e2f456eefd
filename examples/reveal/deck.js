Reveal.initialize({ hash: true, plugins: [RevealQuorate] });
