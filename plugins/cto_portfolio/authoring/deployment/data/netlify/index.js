// Keeps .cache/ from one build on Netlify to the next, so that later builds are faster.
module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(".cache"),
  onPostBuild: ({ utils }) => utils.cache.save(".cache"),
};
