//! What a run of the vectors found, as the file that the page shows: it cannot say more than the last run.

use super::Vectors;
use serde_json::Value;
use std::path::Path;

/// Where the page takes it from.
const FILE: &str = "www/src/proof.json";

/// What was found in one file of vectors.
#[derive(Default)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    /// Of the passed: cases the crate answers in another way on purpose (it refuses NaN, say), and was seen to.
    pub otherwise: usize,
}

/// The files' lines, in the order they ran.
#[derive(Default)]
pub struct Proof(Vec<String>);

impl Proof {
    pub fn add(&mut self, file: &str, vectors: &Vectors, count: &Count) {
        let [name, peer, version, operation] =
            [file.trim_end_matches(".json"), &vectors.peer, &vectors.version, &vectors.operation].map(Value::from);
        let Count { passed, failed, otherwise } = count;
        let compare = serde_json::to_string(&vectors.tolerance).unwrap_or_default();
        self.0.push(format!(
            "  {name}: {{ \"peer\": {peer}, \"version\": {version}, \"cases\": {}, \"mismatches\": {failed}, \"otherwise\": {otherwise}, \"compare\": {compare},\n    \"operation\": {operation} }}",
            passed + failed
        ));
    }

    /// Compares the committed file with this run; writes it instead when `UPDATE_PROOF` is set.
    pub fn check(&self) -> Result<(), String> {
        let found = format!("{{\n{}\n}}\n", self.0.join(",\n"));
        let path = Path::new(FILE);
        if std::env::var_os("UPDATE_PROOF").is_some() {
            return std::fs::write(path, found).map_err(|e| format!("{FILE} cannot be written: {e}"));
        }
        if std::fs::read_to_string(path).is_ok_and(|committed| committed == found) {
            return Ok(());
        }
        Err(format!("{FILE} does not say what this run found. Run 'UPDATE_PROOF=1 cargo test --test golden' and look at the difference."))
    }
}
