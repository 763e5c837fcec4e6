/** The vendor's shapes as this simulator holds them; field names are the vendor's. */

export type AudioFormat =
  | { type: 'audio/pcm'; rate: 24_000 }
  | { type: 'audio/pcmu' }
  | { type: 'audio/pcma' };

export interface ServerVad {
  type: 'server_vad';
  threshold: number;
  prefix_padding_ms: number;
  silence_duration_ms: number;
  idle_timeout_ms: number | null;
  create_response: boolean;
  interrupt_response: boolean;
}

export interface SemanticVad {
  type: 'semantic_vad';
  eagerness: 'low' | 'medium' | 'high' | 'auto';
  create_response: boolean;
  interrupt_response: boolean;
}

export type TurnDetection = ServerVad | SemanticVad;

export interface FunctionTool {
  type: 'function';
  name: string;
  description?: string;
  parameters?: Record<string, unknown>;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { type: 'function'; name: string };
export type Voice = string | { id: string };

export interface Transcription {
  model?: string;
  language?: string;
  languages?: string[];
  keywords?: string[];
  prompt?: string;
  delay?: string;
}

export interface SessionConfig {
  type: 'realtime';
  model: string;
  output_modalities: ['audio'] | ['text'];
  instructions: string;
  audio: {
    input: {
      format: AudioFormat;
      transcription: Transcription | null;
      noise_reduction: { type: 'near_field' | 'far_field'; strength?: number } | null;
      turn_detection: TurnDetection | null;
    };
    output: { format: AudioFormat; voice: Voice; speed: number };
  };
  tools: FunctionTool[];
  tool_choice: ToolChoice;
  parallel_tool_calls?: boolean;
  reasoning?: { effort?: string };
  max_output_tokens: number | 'inf';
  truncation: unknown;
  tracing: unknown;
  include: string[] | null;
  prompt: unknown;
}

export interface ContentPart {
  type: 'input_text' | 'input_audio' | 'input_image' | 'output_text' | 'output_audio';
  text?: string;
  audio?: string;
  transcript?: string | null;
}

export type ItemStatus = 'completed' | 'incomplete' | 'in_progress';

interface ItemBase {
  id: string;
  object: 'realtime.item';
  status: ItemStatus;
}

export interface MessageItem extends ItemBase {
  type: 'message';
  role: 'system' | 'user' | 'assistant';
  content: ContentPart[];
}

export interface FunctionCallItem extends ItemBase {
  type: 'function_call';
  name: string;
  call_id: string;
  arguments: string;
}

export interface FunctionCallOutputItem extends ItemBase {
  type: 'function_call_output';
  call_id: string;
  output: string;
}

export type Item = MessageItem | FunctionCallItem | FunctionCallOutputItem;

type Unborn<Kind extends Item> = Omit<Kind, 'id' | 'object' | 'status'> & {
  id?: string;
  status?: ItemStatus;
};

/** An item as a client writes it: id and status may be missing. */
export type ItemDraft =
  | Unborn<MessageItem>
  | (Omit<Unborn<FunctionCallItem>, 'call_id'> & { call_id?: string })
  | Unborn<FunctionCallOutputItem>;

export interface ResponseParams {
  output_modalities?: ['audio'] | ['text'];
  instructions?: string;
  audio?: { output?: { format?: AudioFormat; voice?: Voice } };
  tools?: FunctionTool[];
  tool_choice?: ToolChoice;
  parallel_tool_calls?: boolean;
  reasoning?: { effort?: string };
  max_output_tokens?: number | 'inf';
  conversation?: 'auto' | 'none';
  input?: (ItemDraft | { type: 'item_reference'; id: string })[];
  metadata?: Record<string, string> | null;
}

export type TurnDetectionPatch =
  | (Partial<ServerVad> & { type: 'server_vad' })
  | (Partial<SemanticVad> & { type: 'semantic_vad' });

/** The part of SessionConfig that one session.update names. */
export interface SessionPatch extends Partial<Omit<SessionConfig, 'audio' | 'type'>> {
  type: 'realtime';
  audio?: {
    input?: Partial<Omit<SessionConfig['audio']['input'], 'turn_detection'>> & {
      turn_detection?: TurnDetectionPatch | null;
    };
    output?: Partial<SessionConfig['audio']['output']>;
  };
}

export type ClientEvent = { event_id?: string } & (
  | { type: 'session.update'; session: SessionPatch }
  | { type: 'input_audio_buffer.append'; audio: string }
  | { type: 'input_audio_buffer.commit' }
  | { type: 'input_audio_buffer.clear' }
  | { type: 'conversation.item.create'; previous_item_id?: string | null; item: ItemDraft }
  | { type: 'conversation.item.retrieve'; item_id: string }
  | { type: 'conversation.item.truncate'; item_id: string; content_index: number; audio_end_ms: number }
  | { type: 'conversation.item.delete'; item_id: string }
  | { type: 'response.create'; response?: ResponseParams }
  | { type: 'response.cancel'; response_id?: string }
  | { type: 'output_audio_buffer.clear' }
);

export type ServerEvent = { type: string } & Record<string, unknown>;
