exports.activate=()=>{}
