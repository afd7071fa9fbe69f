//! Reading aloud, by voices on the device only: others may send the text to a server.

use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    js_sys::Reflect::has(&window, &"speechSynthesis".into()).ok()?.then(|| window.speech_synthesis().ok())?
}

fn local_voice(synthesis: &SpeechSynthesis, lang: &str) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let fits = |voice: &SpeechSynthesisVoice| voice.local_service() && voice.lang().starts_with(lang);
    voices.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok()).find(fits)
}

/// Whether a text in that language can be read aloud without leaving the device.
pub fn can_listen(lang: &str) -> bool {
    synthesis().is_some_and(|synthesis| local_voice(&synthesis, lang).is_some())
}

/// Reads aloud what stands in the first element that fits.
pub fn listen(selector: &str, lang: &str) {
    let Some(synthesis) = synthesis() else { return };
    let Some(voice) = local_voice(&synthesis, lang) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.query_selector(selector).ok().flatten());
    let text = element.and_then(|element| element.text_content()).unwrap_or_default();
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) {
        utterance.set_voice(Some(&voice));
        utterance.set_lang(lang);
        synthesis.cancel();
        synthesis.speak(&utterance);
    }
}

/// Stops reading aloud.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}
