export { type GetKnowledgeResult, getKnowledge, type KnowledgeArticle } from './get-knowledge.ts';
export {
  type Article,
  type ArticleInput,
  type ArticleLanguage,
  listArticles,
  MAX_ARTICLES_OF_BUSINESS,
  MAX_BODY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  type PublishArticleResult,
  publishArticle,
  removeArticle,
} from './publish-article.ts';
