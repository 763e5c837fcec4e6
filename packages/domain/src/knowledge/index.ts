export { type GetKnowledgeResult, getKnowledge, type KnowledgeArticle } from './get-knowledge.ts';
