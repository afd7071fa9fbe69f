//! The same records sealed and opened over and over: an engine must always come to the same result.

use super::office;
use super::tell;
use inkseal_domain::codec::sha256;
use inkseal_domain::desk::Moment;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::instant::Instant;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::lineage::Lineage;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::record::{Body, Clock, Stamp};
use inkseal_domain::seal::{Proved, Unsigned};
use inkseal_domain::store::Entry;
use serde_json::json;

/// How many different records.
const RECORDS: u64 = 16;

/// Computes for ever, and says what came out otherwise than before.
pub async fn work() -> Result<(), String> {
    let (secret, key) = (OfficeSecret::generate(&mut Entropy::new([1; 32])), MemoryKey::from_seed([2; 32]));
    let mut before: Vec<Option<String>> = vec![None; RECORDS as usize];
    for n in 0u64.. {
        let at = (n % RECORDS) as usize;
        match (once(&secret, &key, at as u64), &before[at]) {
            (Ok(text), None) => before[at] = Some(text),
            (Ok(text), Some(other)) if *other != text => {
                tell::trouble(&format!("{n}: sealed otherwise: {text}\n{other}")).await?
            }
            (Ok(_), _) => {}
            (Err(words), _) => tell::trouble(&format!("{n}: {words}")).await?,
        }
        if n % 500 == 499 {
            tell::tell(json!({ "what": "purged", "through": n + 1 })).await?;
        }
    }
    Ok(())
}

fn once(secret: &OfficeSecret, key: &MemoryKey, n: u64) -> Result<String, String> {
    let mut entropy = Entropy::new([n as u8; 32]);
    let moment = Moment { at: Instant::from_unix_ms(1_795_529_482_000), ..office::moment() };
    let stamp = Stamp {
        id: entropy.take(),
        kiosk: key.public().kid(),
        seq: n + 1,
        prev: sha256(&n.to_le_bytes()),
        at: moment.at,
        utc_offset_min: 0,
        clock: Clock { session: "c2Vzc2lvbg".into(), flags: vec![] },
        app: office::app(),
    };
    let name = PrintedName::parse(&format!("Signer {n}")).map_err(|error| error.to_string())?;
    let unsigned = Unsigned::new(stamp, Body::Visit(Box::new(office::visit(&name))));
    let signature = MemoryKey::sign(key, unsigned.signing_input().as_bytes());
    let lineage = Lineage::from(key.public());
    let proved = unsigned.prove(&lineage, &signature).map_err(|error| format!("proving: {error}"))?;
    let entry = proved.seal(&secret.card("Sample", false).reading, &mut entropy).ok_or("sealing")?;
    let text = entry.write();
    let parsed = Entry::parse(&text).map_err(|error| format!("parsing: {error}"))?;
    for _ in 0..3 {
        let opened = Proved::open(&parsed, secret.reading(), &lineage);
        let opened = opened.map_err(|error| format!("opening: {error}\n{text}"))?;
        if opened != proved {
            return Err("opened otherwise".to_owned());
        }
    }
    Ok(text)
}
