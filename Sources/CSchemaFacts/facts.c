#include "schema_facts.h"

#if defined(__clang__)
/* The files are embedded by a directive of C23, which clang knows in every mode. */
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif

static const unsigned char kubernetes[] = {
#embed "../../schemas/kubernetes/kubernetes.facts"
};

static const unsigned char operators[] = {
#embed "../../schemas/kubernetes/operators.facts"
};

const unsigned char *redoubt_kubernetes_facts(void) { return kubernetes; }
unsigned long redoubt_kubernetes_facts_size(void) { return sizeof(kubernetes); }
const unsigned char *redoubt_operator_facts(void) { return operators; }
unsigned long redoubt_operator_facts_size(void) { return sizeof(operators); }
